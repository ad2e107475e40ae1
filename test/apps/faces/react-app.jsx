import { Activity, lazy, StrictMode, Suspense, useActionState, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { aliyun, tencent } from 'captcha-failover';
import { userMessage } from 'captcha-failover/messages';
import { useCaptcha } from 'captcha-failover/react';

/** What a test asks for. */
const seen = (window.seen = []);
const told = (outcome) => seen.push(outcome.reason ?? outcome.status);
const providers = () => [tencent({ appId: '190000001' }), aliyun({ sceneId: 'scene1', prefix: 'shop1' })];
const entriesOf = (data) => [...data].map(([name, value]) => [name, String(value)]);

/** Lets a test change a piece of state, by its name. */
function useControlled(name, first) {
  const [value, setValue] = useState(first);
  window[name] = (next) => setValue(() => next);
  return value;
}

const Fields = () => (
  <>
    <input name="user" defaultValue="ada" aria-label="User" required />
    <button name="intent" value="sign-in">
      Send
    </button>
  </>
);

function Form() {
  const { formRef, status, outcome } = useCaptcha({ providers: providers(), onOutcome: told, preload: 'none' });
  window.renders = (window.renders ?? 0) + 1;
  return (
    <form ref={formRef} action="/login" method="post">
      <Fields />
      <output>{status}</output>
      <p>{userMessage(outcome ?? status)}</p>
    </form>
  );
}

/** Inline options at each render, of which nothing changes but what the test changes. */
function Options() {
  const more = useControlled('setOptions', {});
  const [count, setCount] = useState(0);
  const { verify, reset, status, outcome, boxRef } = useCaptcha({
    providers: more.providers?.() ?? [
      aliyun({
        sceneId: 'scene1',
        prefix: 'shop1',
        architecture: 'v2',
        captchaVerifyCallback: () => (seen.push(`asked ${count}`), { captchaResult: true }),
        vendorOptions: { zIndex: 5000, upLang: { en: { a: 'b' } }, onClose: () => seen.push(`closed ${count}`) },
      }),
    ],
    retry: { limit: 1 },
    preload: 'none',
    onOutcome: (outcome) => told(outcome) && seen.push(`count ${count}`),
    onEvent: (event) => event.type === 'attempt' && seen.push(`attempt ${new URL(event.url).hostname}`),
    ...more.options,
  });
  window.verify = () => verify();
  window.reset = reset;
  return (
    <>
      <button onClick={() => setCount(count + 1)}>{`Count ${count}`}</button>
      <button onClick={() => void verify()} disabled={status === 'starting'}>
        Verify
      </button>
      <output>{`${status} ${outcome?.status ?? 'none'}`}</output>
      <div id="box" ref={boxRef} />
    </>
  );
}

/** A child whose effect runs before that of the hook. */
function Early({ verify }) {
  useEffect(() => {
    void verify().then(told);
  }, [verify]);
  return null;
}

function BeforeMount() {
  const { verify } = useCaptcha({ providers: providers(), preload: 'none' });
  return <Early verify={verify} />;
}

/** Suspends before its effects ever run, and has handed out its verify by then. */
const never = new Promise(() => {});
function NeverMounted() {
  const { verify } = useCaptcha({ providers: providers(), deadline: 6000, onOutcome: told });
  if (!window.early) {
    window.early = verify({ signal: window.signal }).then(told, (reason) => seen.push(`rejected ${reason}`));
  }
  throw never;
}

let show;
const Later = lazy(() => new Promise((resolve) => (show = () => resolve({ default: () => <i>Later</i> }))));
window.showLater = () => show();

function Suspended() {
  const isLater = useControlled('suspend', false);
  return (
    <Suspense fallback={<b>Loading</b>}>
      <Form />
      {isLater && <Later />}
    </Suspense>
  );
}

function InActivity() {
  const mode = useControlled('setMode', 'visible');
  return (
    <Activity mode={mode}>
      <Form />
    </Activity>
  );
}

function Routes() {
  const route = useControlled('go', 'form');
  return route === 'form' ? <Form /> : <h1>{route}</h1>;
}

function Embed() {
  const { formRef, boxRef, reset, status } = useCaptcha({ providers: providers(), mode: 'embed', preload: 'none' });
  window.reset = reset;
  return (
    <form ref={formRef} onSubmit={(event) => event.preventDefault()}>
      <div id="box" ref={boxRef} />
      <Fields />
      <output>{status}</output>
    </form>
  );
}

function OnSubmit() {
  const { formRef } = useCaptcha({ providers: providers(), preload: 'none', field: 'proof' });
  const submit = (event) => {
    event.preventDefault();
    seen.push(entriesOf(new FormData(event.currentTarget, event.nativeEvent.submitter)));
  };
  return (
    <form ref={formRef} onSubmit={submit}>
      <Fields />
    </form>
  );
}

function Action() {
  const { formRef, status } = useCaptcha({ providers: providers(), preload: 'none' });
  return (
    <form ref={formRef} action={(data) => void seen.push(entriesOf(data))}>
      <fieldset disabled={status === 'starting' || status === 'challenging'}>
        <Fields />
      </fieldset>
    </form>
  );
}

function FormAction() {
  const { formRef, status } = useCaptcha({ providers: providers(), preload: 'none' });
  return (
    <form ref={formRef}>
      <input name="user" defaultValue="ada" />
      <button formAction={(data) => void seen.push(entriesOf(data))} disabled={status !== 'idle' && status !== 'ready'}>
        Send
      </button>
    </form>
  );
}

function ActionState() {
  const { formRef } = useCaptcha({ providers: providers(), preload: 'none' });
  const [state, action, isPending] = useActionState(async (_, data) => {
    seen.push(entriesOf(data));
    return 'Saved';
  }, 'New');
  return (
    <form ref={formRef} action={action}>
      <Fields />
      <output>{isPending ? 'Pending' : state}</output>
    </form>
  );
}

function Many() {
  const key = useControlled('setKey', 0);
  return <Form key={key} />;
}

const apps = {
  Form,
  Options,
  BeforeMount,
  NeverMounted,
  Suspended,
  InActivity,
  Routes,
  Embed,
  OnSubmit,
  Action,
  FormAction,
  ActionState,
  Many,
};
const root = document.getElementById('root');
const App = apps[root.dataset.app];
const reactRoot = createRoot(root);
window.unmount = () => reactRoot.unmount();
window.factories = { tencent, aliyun };
const start = () =>
  reactRoot.render(
    root.dataset.strict ? (
      <StrictMode>
        <App />
      </StrictMode>
    ) : (
      <App />
    ),
  );
if (root.dataset.wait) window.start = start;
else start();
