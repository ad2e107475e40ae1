/** `captcha-failover/messages`: words for people. */
export { userMessage } from './user-message.js';
