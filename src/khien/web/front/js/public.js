// The public site's script: menus, appearance, dialogs. Every page does its work without it.
import { watchAppearance } from "./appearance.js";
import { watchDialogs } from "./dialogs.js";
import { watchMenus } from "./menus.js";
import { watchSubmits } from "./submits.js";
import { watchToasts } from "./toasts.js";

document.documentElement.classList.add("js");
watchAppearance();
watchMenus();
watchToasts();
watchDialogs();
watchSubmits();
