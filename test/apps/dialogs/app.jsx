import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { FloatingFocusManager, FloatingPortal, useDismiss, useFloating, useInteractions } from '@floating-ui/react';
import { Dialog as HeadlessDialog, DialogPanel, DialogTitle } from '@headlessui/react';
import { Dialog as AriaDialog, DialogTrigger, Button, Modal, Heading } from 'react-aria-components';
import { aliyun, createCaptcha, isCaptchaElement, protectForm, tencent } from 'captcha-failover';

const { app, vendor, preload } = document.getElementById('root').dataset;
const one = {
  tencent: () => tencent({ appId: '190000001' }),
  aliyun: () => aliyun({ sceneId: 'scene1', prefix: 'shop1' }),
};
const captcha = createCaptcha({
  providers: one[vendor](),
  preload,
  deadline: 5000,
});
window.captcha = captcha;
protectForm(captcha, 'form');

const Form = () => (
  <form action="/login" method="post">
    <input name="user" defaultValue="ada" aria-label="User" />
    <button>Send</button>
  </form>
);

function FloatingUi() {
  const [open, setOpen] = useState(false);
  const { refs, context } = useFloating({ open, onOpenChange: setOpen });
  const dismiss = useDismiss(context, {
    outsidePress: (event) => !isCaptchaElement(event.target),
    escapeKey: false,
  });
  const { getFloatingProps, getReferenceProps } = useInteractions([dismiss]);
  return (
    <>
      <button ref={refs.setReference} {...getReferenceProps()} onClick={() => setOpen(true)}>
        Open
      </button>
      {open && (
        <FloatingPortal>
          <FloatingFocusManager context={context} outsideElementsInert>
            <div ref={refs.setFloating} role="dialog" aria-label="Sign in" {...getFloatingProps()}>
              <Form />
            </div>
          </FloatingFocusManager>
        </FloatingPortal>
      )}
    </>
  );
}

const ReactAria = () => (
  <DialogTrigger>
    <Button>Open</Button>
    <Modal isDismissable={false}>
      <AriaDialog>
        <Heading slot="title">Sign in</Heading>
        <Form />
      </AriaDialog>
    </Modal>
  </DialogTrigger>
);

function HeadlessUi() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>Open</button>
      <HeadlessDialog open={open} onClose={() => {}}>
        <DialogPanel>
          <DialogTitle>Sign in</DialogTitle>
          <Form />
        </DialogPanel>
      </HeadlessDialog>
    </>
  );
}

const App = { FloatingUi, ReactAria, HeadlessUi }[app];
createRoot(document.getElementById('root')).render(<App />);
