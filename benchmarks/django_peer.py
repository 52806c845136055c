"""The peer: Django with django-simple-history, doing the same for a penalty in one durable transaction."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

import django
from django.conf import settings

_numbers = count(1)


class DjangoPeer:
    """Models with history: an enterprise, its penalties, a case and two publications for each."""

    def __init__(self, path: Path) -> None:
        settings.configure(
            DATABASES={
                "default": {
                    "ENGINE": "django.db.backends.sqlite3",
                    "NAME": str(path),
                    "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
                }
            },
            INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "simple_history"],
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            USE_TZ=True,
        )
        django.setup()
        self.models = _models()
        _create_tables(self.models)
        self.payload = json.dumps({f"CF_{n}": "示例内容" for n in range(30)}, ensure_ascii=False)

    def round(self, n: int) -> int:
        """Log n penalties."""
        from django.db import transaction

        enterprise, penalty, case, publication = self.models
        for _ in range(n):
            number = next(_numbers)
            with transaction.atomic():
                who, _ = enterprise.objects.get_or_create(code=f"{number:018d}", defaults={"name": f"示例第{number}货运代理有限公司"})
                known = penalty.objects.filter(document_no=f"淄市监罚〔2026〕{number}号").first()
                assert known is None
                logged = penalty.objects.create(
                    enterprise=who,
                    document_no=f"淄市监罚〔2026〕{number}号",
                    decided_on=date(2026, 9, 24),
                    authority="淄博市市场监督管理局",
                    article="price-regulation.9.5",
                    fine=Decimal(112000),
                    confiscated=Decimal(56000),
                    facts="在港口货物代理服务中自立收费项目，向委托人收取目录清单以外的费用",
                    recorded_at=datetime.now(UTC),
                )
                case.objects.create(penalty=logged, opened_on=date(2026, 9, 25))
                for platform in ("necips", "credit-china-zibo"):
                    publication.objects.create(penalty=logged, platform=platform, payload=self.payload)
        return n


def _models() -> tuple:
    from django.db import models
    from simple_history.models import HistoricalRecords

    class Enterprise(models.Model):
        code = models.CharField(max_length=18, unique=True)
        name = models.CharField(max_length=200)
        history = HistoricalRecords(app="contenttypes")

        class Meta:
            app_label = "contenttypes"

    class Penalty(models.Model):
        enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT)
        document_no = models.CharField(max_length=128, unique=True)
        decided_on = models.DateField()
        authority = models.CharField(max_length=200)
        article = models.CharField(max_length=64)
        fine = models.DecimalField(max_digits=18, decimal_places=6)
        confiscated = models.DecimalField(max_digits=18, decimal_places=6)
        facts = models.TextField()
        recorded_at = models.DateTimeField()
        history = HistoricalRecords(app="contenttypes")

        class Meta:
            app_label = "contenttypes"

    class Case(models.Model):
        penalty = models.ForeignKey(Penalty, on_delete=models.PROTECT)
        opened_on = models.DateField()
        history = HistoricalRecords(app="contenttypes")

        class Meta:
            app_label = "contenttypes"

    class Publication(models.Model):
        penalty = models.ForeignKey(Penalty, on_delete=models.PROTECT)
        platform = models.CharField(max_length=64)
        payload = models.TextField()
        history = HistoricalRecords(app="contenttypes")

        class Meta:
            app_label = "contenttypes"

    return Enterprise, Penalty, Case, Publication


def _create_tables(models: tuple) -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in models:
            editor.create_model(model)
            editor.create_model(model.history.model)
