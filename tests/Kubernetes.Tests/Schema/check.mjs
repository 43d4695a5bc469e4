// Reads manifests from the input and prints what their schemas have against them, a line each. Argument: the folder that models.sh printed.
// kubernetes-models holds the types and required fields of Kubernetes' own OpenAPI description, and of KEDA's (2.10) and the Prometheus
// operator's (0.65) custom resource definitions. Unknown fields are not its business.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "package.json"));
const { parseAllDocuments } = require("yaml");

const packages = { "keda.sh": "@kubernetes-models/keda", "monitoring.coreos.com": "@kubernetes-models/prometheus-operator" };

function modelOf({ apiVersion, kind }) {
  const [group] = apiVersion.split("/");
  try {
    return require(`${packages[group] ?? "kubernetes-models"}/${apiVersion}/${kind}`)[kind];
  } catch {
    return undefined;
  }
}

for (const document of parseAllDocuments(readFileSync(0, "utf8"))) {
  for (const error of document.errors) console.log(error.message);
  const object = document.toJS();
  const name = `${object.kind}/${object.metadata?.name}`;
  const Model = modelOf(object);
  if (Model === undefined) {
    console.log(`${name}: there is no schema of ${object.apiVersion} ${object.kind}`);
    continue;
  }
  try {
    new Model(object).validate();
  } catch (failure) {
    for (const error of failure.errors ?? [failure]) console.log(`${name}${error.instancePath ?? ""}: ${error.message}`);
  }
}
