// An app that hashes passwords with every thread it has: fifty log-ins are under way at any moment.
import { scrypt } from 'node:crypto';

let hashed = 0;
const logIn = () =>
  scrypt('a password', 'salt', 64, (error) => {
    if (error) throw error;
    hashed += 1;
    logIn();
  });
for (let n = 0; n < 50; n += 1) logIn();
setInterval(() => console.log(hashed), 1000);
