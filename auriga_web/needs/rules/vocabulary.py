"""Italian words by which a text shows that it tells of one person's health or troubles."""

# The beginnings of words about health, and about courts and violence.
DELICATE_STEMS = frozenset(
    (
        # Health.
        "alzheim parkins demen depress psichi psicot schizo bipolar anoress bulimi autis epiless "
        "tumor cancr oncolog leucem metast diabet ictus infart hivposit sieropos aids epatit "
        "tossic drogat droga cocain eroin alcolis alcoliz ubriac ludopat dipenden disabil "
        "handicap invalid cieca cieco sordo sorda muto malat incint gravid abort suicid autoles "
        "ricover diagnos terapi medicin farmac psicofar overdos incontin allettat "
        # Courts and violence.
        "arrest carcer galer detenut denunc condann indagat imputat pregiudic tribunal process "
        "avvocat sfratt pignor violent stupr abusa abuso abusi picchi maltratt molest minacc "
        "stalk rubat ladro ladra"
    ).split()
)

# The beginnings of words about what cannot wait.
URGENT_STEMS = frozenset(
    "suicid autoles violent stupr abusa abuso abusi picchi maltratt molest minacc stalk".split()
)

# What is said before a name, and belongs to it.
TITLES = frozenset("signor signora signorina sig dottor dottoressa dott".split())

# What is said before a name: who a person is to who writes.
RELATIONS = frozenset(
    (
        "zio zia nonno nonna cugino cugina vicino vicina figlio figlia fratello sorella marito "
        "moglie padre madre papa papà mamma amico amica collega nipote cognato cognata suocero "
        "suocera compagno compagna"
    ).split()
)

# What goes before "una persona" in place of what went before "signora".
BEFORE_PERSONS = {
    "la": "",
    "il": "",
    "lo": "",
    "del": "di ",
    "della": "di ",
    "al": "a ",
    "alla": "a ",
    "dal": "da ",
    "dalla": "da ",
}

# After these a name is of a place: Santa Maria, via Verdi.
BEFORE_PLACES = frozenset("san santa santo via viale piazza vicolo corso largo".split())

# The most common first names in Italy, and among those who come from elsewhere.
FIRST_NAMES = frozenset(
    (
        "adele adriana adriano agnese agostino alberto alessandra alessandro alessia alessio "
        "alfredo alice amalia andrea angela angelo anita anna annamaria antonella antonia "
        "antonio armando arturo assunta aurora beatrice benedetta bianca bruno camilla carla "
        "carlo carmela carolina caterina cecilia chiara cinzia claudia claudio concetta "
        "cristian cristiana cristina daniela daniele dario davide debora denise diego "
        "domenico donatella edoardo elena eleonora elia elisa elisabetta emanuela emanuele "
        "emilia emma enrico enzo erica ernesto eugenio fabio fabrizio federica federico "
        "filippo fiorella francesca francesco franco gabriele gabriella gaia gennaro giacomo "
        "giada gianluca gianni giorgia giorgio giovanna giovanni giulia giuliana giuliano "
        "giulio giuseppe giuseppina graziella greta guido ida ilaria irene isabella ivan "
        "laura leonardo letizia lidia liliana lorena lorenzo luca lucia luciana luciano luigi "
        "luigia luisa manuela marcello marco margherita maria marianna mario marisa marta "
        "martina massimo matilde matteo maurizio michela michele milena mirella monica nadia "
        "natalia nicola nicoletta nunzia olga ornella paola paolo pasquale patrizia piero "
        "pietro raffaele raffaella renata renato riccardo rita roberta roberto romina rosa "
        "rosanna rosaria rossella salvatore samuele sandra sara sergio silvana silvia simona "
        "simone sofia sonia stefania stefano susanna teresa tiziana tommaso ugo umberto "
        "valentina valeria vanessa vera veronica vincenzo virginia vito vittoria vittorio "
        "viviana ahmed alina amina andrei dimitri elvis fatima florin hassan ibrahim ioana "
        "ion iryna karim mihai mohamed mohammed natalya oksana olena omar samir svitlana "
        "vasile yasmin youssef"
    ).split()
)

# With a capital letter, and yet nobody: places, offices, times.
NOT_PERSONS = frozenset(
    (
        "comune provincia regione stato usl asl inps ospedale pronto soccorso centro sert "
        "serd csm caf cup italia umbria perugia terni foligno spoleto gubbio assisi todi "
        "città castello umbertide marsciano norcia cascia trevi spello bevagna nocera gualdo "
        "tadino magione corciano bastia deruta torgiano europa trasimeno valnerina tevere "
        "lago monte san santa santo via piazza viale vicolo scuola liceo istituto chiesa "
        "parrocchia caritas croce rossa gennaio febbraio marzo aprile maggio giugno luglio "
        "agosto settembre ottobre novembre dicembre natale pasqua lunedì martedì mercoledì "
        "giovedì venerdì sabato domenica dopo quando chi non il lo la le gli un una per con "
        "ma se che alzheimer parkinson rsa adi"
    ).split()
)
