/** Starts the pages in the browser. */
import './ui/styles.ts';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { z } from 'zod';
import { startWords } from './lib/i18n.ts';
import { queryClient } from './lib/queries.ts';
import { Pages } from './routes.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { theme, variables } from './ui/theme.ts';
import { Waiting } from './ui/Waiting.tsx';

// The content policy forbids eval, and zod's trial of it would be reported as a violation.
z.config({ jitless: true });
startWords();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has lost its root.');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <ErrorBoundary>
          <BrowserRouter>
            <Suspense fallback={<Waiting />}>
              <Pages />
            </Suspense>
          </BrowserRouter>
        </ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
