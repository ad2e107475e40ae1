import { testPages } from './page-test.js';
import { aliyunPages } from './pages/aliyun-pages.js';

testPages(aliyunPages);
