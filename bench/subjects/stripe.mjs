// `/pure`: without it the script is loaded on import, before anybody measures.
import { loadStripe } from '@stripe/stripe-js/pure';

window.start = async () => {
  const stripe = await loadStripe('pk_live_1');
  return stripe && stripe.elements ? 'loaded' : 'unusable';
};
