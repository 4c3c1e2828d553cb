import { chromium } from '@playwright/test';
import { findBrowser } from '/work/main/testing/browser.ts';
console.time('find'); const b = await findBrowser(); console.timeEnd('find'); console.log(b.executablePath, b.env.LD_LIBRARY_PATH);
const br = await chromium.launch({ executablePath: b.executablePath, env: b.env, args: ['--no-sandbox'] });
const p = await br.newPage(); await p.setContent('<h1>Привет</h1><p>hello</p>'); console.log(await p.textContent('h1')); await p.screenshot({ path: '/tmp/bt.png' }); await br.close();
