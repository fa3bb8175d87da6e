// The workspace's script. Everything works without it; it only makes waiting shorter and hands quicker.
// Texts shown to people come from the page (data attributes), so that there is no catalogue here.
import { watchAppearance } from "./appearance.js";
import { watchAutosave } from "./autosave.js";
import { watchDialogs } from "./dialogs.js";
import { watchFiles } from "./files.js";
import { watchMenus } from "./menus.js";
import { watchPrinting } from "./printing.js";
import { watchRows } from "./rows.js";
import { watchSide } from "./side.js";
import { watchSubmits } from "./submits.js";
import { showTab } from "./tabs.js";
import { watchToasts } from "./toasts.js";

document.documentElement.classList.add("js");
watchAppearance();
watchMenus();
watchFiles();
watchSide();
showTab();
watchToasts();
watchDialogs();
watchPrinting();
watchRows();
watchAutosave();
watchSubmits();
