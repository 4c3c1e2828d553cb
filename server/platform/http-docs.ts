/** The OpenAPI description of all endpoints, at /openapi.json and, to read and try, at /docs. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { Http } from './http.ts';

/** Must be called before the routes are registered. */
export async function registerDocs(http: Http, version: string): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Otklik',
        version,
        description:
          'A self-hosted helpdesk for service companies whose clients live in Telegram. Errors are always `{ error: { code, message, fields? } }`. Writes under /api may be repeated with the header `Idempotency-Key`: within a day the same key gives the first answer again. Sensitive endpoints, uploads and links to files do not heed it.',
      },
      components: {
        securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
    },
    transform: jsonSchemaTransform,
  });
  await http.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
  http.get('/openapi.json', { schema: { hide: true } }, async () => http.swagger());
}
