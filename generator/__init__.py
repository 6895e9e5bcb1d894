"""Static site generator of Bien Vivre Maintenant: from Markdown défis to a published site."""
