import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';

export interface Operation {
  responses: Record<string, { $ref?: string; content?: Record<string, unknown> }>;
}
export interface OpenApi {
  openapi: string;
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { responses: Record<string, unknown>; schemas: { Error: { properties: { code: { enum: string[] } } } } };
}

export const openApi = JSON.parse(readFileSync('sidecar/openapi.json', 'utf8')) as OpenApi;

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(openApi, 'openapi');

const escaped = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** What is wrong with an answer by the OpenAPI file; nothing is `undefined`. */
export function contractFault(
  method: string,
  path: string,
  { status, type, text }: { status: number; type: string; text: string },
): string | undefined {
  const response = openApi.paths[path]?.[method]?.responses[status];
  if (!response) return `${method} ${path} has no ${status}`;
  const at = response.$ref ?? `#/paths/${escaped(path)}/${method}/responses/${status}`;
  const mediaType = type.split(';')[0] ?? '';
  const validate = ajv.getSchema(`openapi${at}/content/${escaped(mediaType)}/schema`);
  if (!validate) return `${method} ${path} ${status} has no ${mediaType}`;
  const body: unknown = mediaType === 'application/json' ? JSON.parse(text) : text;
  return validate(body) === true ? undefined : `${ajv.errorsText(validate.errors)}: ${text.slice(0, 300)}`;
}
