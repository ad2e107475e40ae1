// On a site of yours this is a tag: <script src="/captcha-failover.drop-in.min.js?for=tencent"></script>. Here the vendor is
// the simulator, whose addresses are asked for, and broken as the address of this page says: ?fault=hang
const { for: site } = document.currentScript.dataset;
const paths = {
  tencent: ['tencentEntry', '/TJCaptcha.js'],
  aliyun: ['aliyunCdn', '/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js'],
};

/** What the page is told, in the order in which it is. */
window.tell = (name, value) => {
  const line = document.createElement('span');
  line.textContent = `${name}: ${JSON.stringify(value)}`;
  document.getElementById('told').append(line, document.createElement('br'));
};

const source = document.getElementById('page-script').textContent.trimEnd().split('\n');
document.getElementById('source').textContent = source
  .map((text) => text.replace(/^ {6}/, ''))
  .join('\n')
  .trim();

async function insertTag() {
  const hosts = await (await fetch('/simulator.json')).json();
  const [host, path] = paths[site];
  const fault = new URLSearchParams(location.search).get('fault') || 'ok';
  const script = `${hosts[host]}${path}?entry=${fault}&run=${Date.now()}`;
  const tag = document.createElement('script');
  tag.src = `/dist/captcha-failover.drop-in.min.js?${new URLSearchParams({ for: site, script })}`;
  tag.onload = window.onDropIn;
  document.head.append(tag);
}
void insertTag();
