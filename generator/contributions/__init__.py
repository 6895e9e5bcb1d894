"""From what people send (an issue, a pull request) to files of the repository, and an answer.

Every door ends here, behind the validator of `bvm verifier`. Nothing of this is needed by a build.
"""
