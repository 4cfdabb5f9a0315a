// The page of a slip: type where to, and Enter prints.

import { enhancePickers } from "./pickers.js";

const form = document.querySelector(".slip");
enhancePickers(form);
const { partner } = form.elements;
if (partner.value) form.querySelector("button.primary").focus();
partner.addEventListener("change", () => {
  if (partner.value) form.querySelector("button.primary").focus();
});
