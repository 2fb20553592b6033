// How the web is built: root src/web, bundled into build/web, nothing loaded from other hosts.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { europe } from './tools/europe.mjs'
import { world } from './tools/world.mjs'

export default defineConfig({
  root: `${import.meta.dirname}/src/web`,
  base: '/',
  publicDir: `${import.meta.dirname}/src/web/public`,
  plugins: [react(), europe(import.meta.dirname), world(import.meta.dirname)],
  build: {
    outDir: `${import.meta.dirname}/build/web`,
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    sourcemap: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
