import { readFileSync } from 'node:fs';

interface Operation {
  requestBody?: { content: Record<string, { schema: object } | undefined> };
}
interface Contract {
  paths: Record<string, { post?: Operation } | undefined>;
}

/** The OpenAPI file is what requests are held against, so that it cannot say anything else than what is done. */
const contract = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8')) as Contract;

export function bodySchema(path: string): object {
  const schema = contract.paths[path]?.post?.requestBody?.content['application/json']?.schema;
  if (!schema) throw new Error(`openapi.json has no JSON body for POST ${path}`);
  return schema;
}
