import { createApp, nextTick, reactive, ref } from 'vue';
import { aliyun, tencent } from 'captcha-failover';
import { useCaptcha, vCaptchaForm } from 'captcha-failover/vue';

/** What a test asks for. */
const seen = (window.seen = []);
const onOutcome = (outcome) => seen.push(outcome.reason ?? outcome.status);
const providers = [tencent({ appId: '190000001' }), aliyun({ sceneId: 'scene1', prefix: 'shop1' })];

const fields = `
  <input name="user" value="ada" aria-label="User" required>
  <button name="intent" value="sign-in" :disabled="disabled">Send</button>`;

const Form = {
  name: 'Form',
  template: `<form ref="formRef" action="/login" method="post">${fields}<output>{{ status }} {{ outcome?.status ?? 'none' }}</output></form>`,
  setup() {
    window.renders = (window.renders ?? 0) + 1;
    return { disabled: false, ...useCaptcha({ providers, preload: 'none', onOutcome }) };
  },
};

const Directive = {
  directives: { captchaForm: vCaptchaForm },
  template: `<form v-captcha-form="{ providers, preload: 'none', field, onOutcome }" action="/login" method="post">${fields}{{ field }}</form>`,
  setup() {
    const field = ref('proof');
    window.setField = (name) => (field.value = name);
    return { providers, field, onOutcome, disabled: false };
  },
};

/** A form that is the root of a component, as of a component library. */
const LibraryForm = { template: '<form action="/login" method="post"><slot /></form>' };
const OfComponent = {
  components: { LibraryForm },
  template: `<LibraryForm ref="formRef">${fields}</LibraryForm>`,
  setup: () => ({ disabled: false, ...useCaptcha({ providers, preload: 'none' }) }),
};

const Dialog = {
  template: `<dialog open><button @click="send" :disabled="status === 'starting'">Verify</button><output>{{ status }}</output></dialog>`,
  setup() {
    const { verify, status } = useCaptcha({ providers, preload: 'none', onOutcome });
    return { send: () => verify(), status };
  },
};

const Embed = {
  template: `<form ref="formRef"><div id="box" ref="boxRef"></div>${fields}<output>{{ status }}</output></form>`,
  setup() {
    const captcha = useCaptcha({ providers, mode: 'embed', preload: 'none' });
    window.reset = captcha.reset;
    return { disabled: false, ...captcha };
  },
};

const judge = (count) => () => {
  seen.push(`asked ${count}`);
  return { captchaResult: true };
};

const Options = {
  template: '<button @click="verify()">Verify</button><output>{{ status }} {{ outcome?.status ?? "none" }}</output>',
  setup() {
    const count = ref(0);
    const language = ref('zh');
    const isTencent = ref(false);
    window.set = (next) => {
      if ('count' in next) count.value = next.count;
      if ('language' in next) language.value = next.language;
      if ('isTencent' in next) isTencent.value = next.isTencent;
    };
    return useCaptcha(() => ({
      providers: isTencent.value
        ? tencent({ appId: '190000001' })
        : aliyun({ sceneId: 'scene1', prefix: 'shop1', architecture: 'v2', captchaVerifyCallback: judge(count.value) }),
      language: language.value,
      preload: 'none',
      onEvent: (event) => event.type === 'attempt' && seen.push(`attempt ${new URL(event.url).hostname}`),
    }));
  },
};

/** Options that the page changes in place. */
const InPlace = {
  template: '<button @click="verify()">Verify</button>',
  setup() {
    const options = reactive({ providers: tencent({ appId: '190000001' }), language: 'en', preload: 'none' });
    window.set = (next) => Object.assign(options, next);
    return useCaptcha(options);
  },
};

const Other = { template: '<p>Another view</p>' };
const views = { Form, Directive, OfComponent, Dialog, Embed, Options, InPlace };

const { view, kept } = document.getElementById('root').dataset;
const show = ref(true);
const key = ref(0);
window.show = (isShown) => (show.value = isShown);
window.setKey = (next) => ((key.value = next), nextTick());
const app = createApp({
  components: { ...views, Other },
  setup: () => ({ show, view, key }),
  template:
    kept === 'true'
      ? '<KeepAlive><component :is="show ? view : `Other`" /></KeepAlive>'
      : '<component :is="view" v-if="show" :key="key" /><Other v-else />',
});
app.config.warnHandler = (message) => console.warn(message);
app.mount('#root');
window.unmount = () => app.unmount();
