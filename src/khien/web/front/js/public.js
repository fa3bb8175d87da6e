// The public site's script: menus, appearance, dialogs, reading aloud, suggestions. Every page does its work without it.
import { watchAppearance } from "./appearance.js";
import { watchDialogs } from "./dialogs.js";
import { watchMenus } from "./menus.js";
import { keepOffline } from "./offline.js";
import { watchPrinting } from "./printing.js";
import { watchReading } from "./reading.js";
import { watchSubmits } from "./submits.js";
import { watchSuggestions } from "./suggestions.js";
import { watchToasts } from "./toasts.js";

document.documentElement.classList.add("js");
watchAppearance();
watchMenus();
watchToasts();
watchDialogs();
watchSubmits();
watchPrinting();
watchReading();
watchSuggestions();
keepOffline();
