import { readFileSync } from 'node:fs';

/** The published vectors, as another language's tests would read them. */
export const readVectors = (name: string): unknown => JSON.parse(readFileSync(`vectors/${name}.json`, 'utf8'));
