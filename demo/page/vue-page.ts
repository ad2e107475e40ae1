import { createApp } from 'vue';
import LoginForm from './vue-form.vue';

createApp(LoginForm).mount('#root');
