import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Another server than that of `npm run dev`, for whoever runs several.
const server = process.env.OTKLIK_API ?? 'http://127.0.0.1:9022';
const served = [
  '/auth',
  '/api',
  '/telegram',
  '/health',
  '/openapi.json',
  '/docs',
  '/files',
  '/sandbox/api',
];

export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // The content policy allows images as data, and nothing else that is not a file of ours.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    // React, Mantine and Router in one file: the first page needs them all.
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 3001,
    strictPort: true,
    // The API as it is in production, one origin: cookies are SameSite.
    proxy: Object.fromEntries(served.map((path) => [path, { target: server }])),
  },
});
