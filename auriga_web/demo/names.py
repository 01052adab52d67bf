"""Names for invented people."""

from random import Random

FIRST = (
    "Ada Agnese Alba Alessio Amina Andrea Angela Anna Antonio Arianna Assunta Bruno Camilla Carlo "
    "Caterina Cesare Chiara Claudio Cristina Daniele Delia Dora Edoardo Elena Elio Elisa Emma Enzo "
    "Ettore Fabio Fatima Federica Filippo Fiorella Franca Gianni Gino Giorgia Giulia Giuseppe "
    "Gloria Ilaria Irene Irina Ivano Lara Laura Leandro Letizia Lia Livia Lorenzo Luca Lucia Luigi "
    "Maddalena Marco Margherita Maria Mario Marta Matilde Maurizio Michele Mirella Nadia Nicola "
    "Noemi Olga Orietta Paola Paolo Piero Pina Rachele Remo Rita Roberto Rocco Rosa Samir Sandro "
    "Sara Serena Silvia Simone Stefano Susanna Teresa Tiziana Tommaso Ugo Valeria Vera Vittorio"
).split()
LAST = (
    "Abbati Agostini Albani Alunni Angelucci Baldi Barbini Bartocci Battaglini Belli Bernardi "
    "Bianchetti Bonucci Brizi Calzoni Campagnoli Capoccia Cardoni Casciola Cecchetti Ceppi "
    "Cherubini Ciani Colletti Coppari Costantini Cruciani Damiani Diotallevi Fabbri Falcinelli "
    "Fanelli Felicioni Fioriti Fortini Franceschini Gagliardi Galletti Gambelunghe Gentili "
    "Giacometti Giuliani Grandi Guerrini Lanzi Laurenti Leonardi Locchi Lupattelli Maiotti "
    "Mancinelli Marchetti Mariucci Marsili Massoli Mencarelli Minelli Montanari Morettini Nardi "
    "Orsini Paciotti Palmerini Paoletti Pauselli Pellegrini Pennacchi Petrini Piccioni Polidori "
    "Proietti Radicchi Ranieri Ricciarelli Rossetti Sabatini Santini Scarponi Sensini Silvestri "
    "Spaccini Tacconi Tardioli Tomassini Trabalza Ubaldi Valentini Vergari Vinti Zampa Zucchini"
).split()


def full_name(random: Random) -> str:
    """Return a first and a last name."""
    return f"{random.choice(FIRST)} {random.choice(LAST)}"
