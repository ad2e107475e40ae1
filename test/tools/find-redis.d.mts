export function findRedis(): boolean;
