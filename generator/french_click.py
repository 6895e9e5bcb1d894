"""click, speaking French: its help, and what it says of a command that is badly written."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from generator.text.disk import refusal


class FrenchCommand(click.Command):
    """A command whose help is in French."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(
            ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "Usage : "
        )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "Affiche cette aide."
        return option


class FrenchGroup(FrenchCommand, click.Group):
    """A group of commands that says in French how to call it, and exits with their code."""

    command_class = FrenchCommand

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **(keywords | {"subcommand_metavar": "COMMANDE [OPTIONS]…"}))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, command.get_short_help_str(80)) for name, command in self.commands.items()]
        with formatter.section("Commandes"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands and not args[0].startswith("-"):
            known = ", ".join(self.commands)
            ctx.fail(f"la commande « {args[0]} » n’existe pas. Commandes : {known}.")
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **keywords: Any) -> Any:
        """Run, and end the program: 0 or what the command gave, 2 when it is badly written."""
        try:
            status = super().main(*args, **(keywords | {"standalone_mode": False}))
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help() if error.ctx else "")
            sys.exit(2)
        except click.UsageError as error:
            name = error.ctx.command_path if error.ctx else self.name
            click.echo(f"Commande mal écrite : {_said(error)}", err=True)
            click.echo(f"Pour voir comment l’écrire : {name} --help", err=True)
            sys.exit(2)
        except (click.Abort, EOFError):
            click.echo("\nAbandon : rien n’a été écrit.", err=True)
            sys.exit(130)
        except click.ClickException as error:
            click.echo(error.format_message(), err=True)
            sys.exit(1)
        except OSError as error:
            _let_go_of_what_was_not_printed()
            click.echo(refusal(error), err=True)
            sys.exit(1)
        sys.exit(status or 0)


def _let_go_of_what_was_not_printed() -> None:
    """Where what is printed goes nowhere, on a full disk: Python would say so again as it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _said(error: click.UsageError) -> str:
    """The fault in French; click's own words are in English."""
    match error:
        case click.NoSuchOption():
            return f"l’option {error.option_name} n’existe pas."
        case click.BadOptionUsage():
            return f"l’option {error.option_name} attend une valeur."
        case click.MissingParameter() if error.param:
            return f"il manque {error.param.human_readable_name}."
        case click.BadParameter() if error.param and isinstance(error.param.type, click.Choice):
            choices = ", ".join(map(str, error.param.type.choices))
            return f"{error.param.opts[-1]} attend l’un de ces mots : {choices}."
    own = error.format_message()
    return own if own.startswith("la commande") else "des mots sont en trop."
