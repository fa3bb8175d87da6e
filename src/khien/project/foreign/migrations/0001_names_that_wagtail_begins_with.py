"""Vietnamese names for the rows Wagtail makes at its first migration. A row somebody renamed is left alone."""

from django.db import migrations

GROUPS = {"Editors": "Biên tập viên", "Moderators": "Kiểm duyệt viên"}
STEPS = {"Moderators approval": "Kiểm duyệt"}
PAGES = {"Root": "Gốc", "Welcome to your new Wagtail site!": "Trang web"}


def rename(apps, schema_editor):
    for model, field, names in (
        (apps.get_model("auth", "Group"), "name", GROUPS),
        (apps.get_model("wagtailcore", "Workflow"), "name", STEPS),
        (apps.get_model("wagtailcore", "Task"), "name", STEPS),
        (apps.get_model("wagtailcore", "Collection"), "name", {"Root": PAGES["Root"]}),
        (apps.get_model("wagtailcore", "Page"), "title", PAGES),
        (apps.get_model("wagtailcore", "Page"), "draft_title", PAGES),
    ):
        for english, vietnamese in names.items():
            model.objects.filter(**{field: english}).update(**{field: vietnamese})


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
