import * as Turbo from '@hotwired/turbo';
import { protectForm } from 'captcha-failover';
import { captcha } from '../captcha.js';

// Once for all pages: a visit replaces the body, and leaves this script running.
protectForm(captcha, 'form.protected');
window.Turbo = Turbo;
