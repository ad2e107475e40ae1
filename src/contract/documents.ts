/** Where the package's own documents can be read once a version is published; each code and warning has its heading. */
export const documents = 'https://unpkg.com/captcha-failover/docs/';
