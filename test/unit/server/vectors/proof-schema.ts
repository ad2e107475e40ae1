import { Ajv } from 'ajv';
import { readVectors } from './vectors.js';

const validate = new Ajv({ strict: false }).compile(readVectors('proof.schema') as object);

/** What the published schema says of a posted proof. */
export const isValid = (posted: unknown): boolean => validate(JSON.parse(JSON.stringify(posted)));
