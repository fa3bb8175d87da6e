"""Who may add, change and choose pictures is asked by Wagtail's own names: what was given under the model's becomes that."""

from django.db import migrations

CODES = {"add_picture": "add_image", "change_picture": "change_image", "choose_picture": "choose_image"}


def rename(apps, schema_editor):
    given = apps.get_model("wagtailcore", "GroupCollectionPermission")
    Permission = apps.get_model("auth", "Permission")
    rows = given.objects.filter(permission__content_type__app_label="library", permission__codename__in=CODES)
    wanted = {
        one.codename: one
        for one in Permission.objects.filter(
            content_type__app_label="wagtailimages", codename__in=CODES.values()
        )
    }
    for row in rows.select_related("permission"):
        right = wanted[CODES[row.permission.codename]]
        given.objects.get_or_create(group_id=row.group_id, collection_id=row.collection_id, permission=right)
        row.delete()
    Permission.objects.filter(content_type__app_label="library", codename="choose_picture").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0002_topics_and_instruments"),
        ("wagtailcore", "0059_apply_collection_ordering"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [
        migrations.RunPython(rename, migrations.RunPython.noop),
        migrations.AlterModelOptions(name="picture", options={}),
    ]
