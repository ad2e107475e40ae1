import { createApp, onBeforeUnmount, onMounted, ref } from 'vue';
import { protectForm } from 'captcha-failover';
import { captcha, isChecking } from '../captcha.js';

const checking = ref(false);
captcha.subscribe((status) => (checking.value = isChecking(status)));

const form = `
  <form ref="form" class="protected" action="/login" method="post">
    <fieldset :disabled="checking">
      <input name="user" value="ada" aria-label="User" required>
      <button name="intent" value="sign-in" :disabled="checking">Send</button>
    </fieldset>
  </form>`;

/** As the README has it: protected from when it is mounted until it is unmounted, which a kept-alive view is not. */
const ByElement = {
  name: 'ByElement',
  template: form,
  setup() {
    const form = ref();
    let end;
    onMounted(() => (end = protectForm(captcha, form.value)));
    onBeforeUnmount(() => end());
    return { form, checking };
  },
};
const BySelector = { template: form, setup: () => ({ checking }) };
const Other = { template: '<p>Another view</p>' };

const { view, kept } = document.getElementById('root').dataset;
if (view === 'BySelector') protectForm(captcha, 'form.protected');

const show = ref(true);
window.show = (isShown) => (show.value = isShown);
createApp({
  components: { ByElement, BySelector, Other },
  setup: () => ({ show, view }),
  template:
    kept === 'true'
      ? '<KeepAlive><component :is="show ? view : `Other`" /></KeepAlive>'
      : '<component :is="view" v-if="show" /><Other v-else />',
}).mount('#root');
