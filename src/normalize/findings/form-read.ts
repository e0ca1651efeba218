import type { Form } from "../../form/form.js";
import type { Located } from "../located.js";

/** A form and what was found for it in a document. */
export interface FormRead {
  readonly form: Form;
  readonly located: Located;
}
