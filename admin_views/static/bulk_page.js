// The pages of a bulk edit: the picker, where the field has one.

import "./dates.js";
import { enhancePickers } from "./pickers.js";

enhancePickers(document.querySelector(".bulk-page"));
