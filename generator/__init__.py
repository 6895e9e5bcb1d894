"""Static site generator of Bien Vivre Maintenant: from Markdown défis to a published site."""

__version__ = "0.1.0"
