import { aliyun, createCaptcha, protectForm, tencent } from 'captcha-failover';

// As qiankun asks of an app: a global of its name.
window.micro = {
  bootstrap: () => Promise.resolve(),
  async mount({ container }) {
    const form = container.querySelector('form');
    const captcha = createCaptcha({
      providers: [tencent({ appId: '190000001' }), aliyun({ sceneId: 'scene1', prefix: 'shop1' })],
      ...(form.dataset.mode === 'embed' && { mode: 'embed', element: container.querySelector('.box') }),
    });
    protectForm(captcha, form.dataset.by === 'element' ? form : 'form.protected');
    form.dataset.ready = 'yes';
  },
  unmount: () => Promise.resolve(),
};
