import { useActionState, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { protectForm } from 'captcha-failover';
import { captcha, entriesOf, isChecking, seen } from '../captcha.js';

const useChecking = () => isChecking(useSyncExternalStore(captcha.subscribe, () => captcha.status));

protectForm(captcha, 'form.protected');

const Fields = () => (
  <>
    <input name="user" defaultValue="ada" aria-label="User" required />
    <input name="password" defaultValue="secret" type="password" />
  </>
);

function DisabledFieldset() {
  return (
    <form className="protected" action="/login" method="post">
      <fieldset disabled={useChecking()}>
        <Fields />
        <button name="intent" value="sign-in">
          Send
        </button>
      </fieldset>
    </form>
  );
}

const save = (data) => void seen.push(entriesOf(data));

function FormAction() {
  return (
    <form className="protected">
      <Fields />
      <button formAction={save} disabled={useChecking()}>
        Send
      </button>
    </form>
  );
}

/** The button is another node after the check. */
function SpinnerForButton() {
  return (
    <form className="protected">
      <Fields />
      {useChecking() ? <i>Checking</i> : <button formAction={save}>Send</button>}
    </form>
  );
}

function ActionState() {
  const [state, action] = useActionState((before, data) => [...before, ...entriesOf(data)], []);
  return (
    <form className="protected" action={action}>
      <fieldset disabled={useChecking()}>
        <Fields />
        <button name="intent" value="sign-in">
          Send
        </button>
      </fieldset>
      <output>{JSON.stringify(state)}</output>
    </form>
  );
}

function Dataset() {
  const onSubmit = (event) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent;
    seen.push([submitter.dataset.kind, submitter.id, entriesOf(new FormData(event.currentTarget, submitter))]);
  };
  return (
    <form className="protected" onSubmit={onSubmit}>
      <Fields />
      <button id="send" data-kind="quick" name="intent" value="sign-in" disabled={useChecking()}>
        Send
      </button>
    </form>
  );
}

/** Its key changes with the status, so that each check finds another form. */
function Rekeyed() {
  return (
    <form key={String(useChecking())} className="protected" action="/login" method="post">
      <Fields />
      <button>Send</button>
    </form>
  );
}

function Leaving() {
  const [isThere, setThere] = useState(true);
  window.leave = () => setThere(false);
  return isThere ? <DisabledFieldset /> : <p>Another view</p>;
}

const apps = { DisabledFieldset, FormAction, SpinnerForButton, ActionState, Dataset, Rekeyed, Leaving };
const root = document.getElementById('root');
const App = apps[root.dataset.app];
createRoot(root).render(<App />);
