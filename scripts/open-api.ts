/** The OpenAPI description as every running server gives it, made without one. */
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import packageFile from '../package.json' with { type: 'json' };
import { schemaOf } from '../server/platform/http.ts';
import { registerDocs } from '../server/platform/http-docs.ts';
import { declaredEndpoints } from '../testing/endpoints.ts';
import type { OpenApi } from './postman-collection.ts';

/** Of every endpoint of the contract, by path and method. */
export async function openApi(): Promise<OpenApi> {
  const http = fastify();
  http.setValidatorCompiler(validatorCompiler);
  http.setSerializerCompiler(serializerCompiler);
  await registerDocs(http, packageFile.version);
  const declared = [...(await declaredEndpoints())].sort(([one], [other]) =>
    one.localeCompare(other, 'en'),
  );
  for (const [, endpoint] of declared) {
    const { method, path: url } = endpoint;
    http.route({ method, url, schema: schemaOf(endpoint), handler: async () => {} });
  }
  await http.ready();
  const description = http.swagger();
  await http.close();
  return description as OpenApi;
}
