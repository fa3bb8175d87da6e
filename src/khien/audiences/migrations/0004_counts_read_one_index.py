from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audiences", "0003_consent_is_append_only")]

    operations = [
        migrations.RemoveIndex(model_name="address", name="audiences_who_is_reached"),
        migrations.AddIndex(
            model_name="address",
            index=models.Index(
                fields=["channel", "standing", "unit", "audience", "language", "contact"],
                name="audiences_who_is_reached",
            ),
        ),
    ]
