/** npm run postman: writes docs/otklik.postman_collection.json anew from the OpenAPI description. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openApi } from './open-api.ts';
import { postmanCollection } from './postman-collection.ts';
import { root } from './steps.ts';

const file = path.join(root, 'docs', 'otklik.postman_collection.json');
const collection = postmanCollection(await openApi());
writeFileSync(file, `${JSON.stringify(collection, null, 2)}\n`);
const requests = collection.item.reduce((sum, { item }) => sum + item.length, 0);
console.log(`${requests} requests in ${path.relative(root, file)}`);
