"""Commands that need no feature: serving, the worker, settings, the schema, translations."""

from auriga_web.core.commands.schema import db_group
from auriga_web.core.commands.serving import doctor, serve, worker
from auriga_web.core.commands.translations import translations

BASE_COMMANDS = [db_group, doctor, serve, translations, worker]
