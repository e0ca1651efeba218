// npm run schemas:json: writes schemas/json-schema/ from the shapes that the loader parses with.
import { writeFileSync } from "node:fs";
import { jsonSchemas, jsonSchemaText } from "../dist/form/json-schema.js";

for (const [name, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(new URL(`../schemas/json-schema/${name}`, import.meta.url), jsonSchemaText(schema));
  console.log(`schemas/json-schema/${name}`);
}
