import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LoginForm } from './react-form.js';

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <LoginForm />
    </StrictMode>,
  );
