"""Who signs in to the pages: people. A technical account has none, were its session made by whatever way."""

from typing import Any

from django.contrib.auth.backends import ModelBackend


class PeopleOnly(ModelBackend):
    """Django's own backend, for those who are no machine."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and not user.is_technical
