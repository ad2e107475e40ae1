import { testPages } from './page-test.js';
import { tencentPages } from './pages/tencent-pages.js';

testPages(tencentPages);
