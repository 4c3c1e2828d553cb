/** Makes a Postman collection (format 2.1) of an OpenAPI description. */

/** What is read of a JSON schema. */
interface Schema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  format?: string;
  minimum?: number;
  minLength?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}

interface Operation {
  summary?: string;
  parameters?: Parameter[];
  requestBody?: { content?: { 'application/json'?: { schema?: Schema } } };
}

export interface OpenApi {
  info: { title: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
}

export interface PostmanRequest {
  name: string;
  request: {
    method: string;
    header: { key: string; value: string }[];
    url: {
      raw: string;
      host: string[];
      path: string[];
      query: { key: string; value: string; disabled: true }[];
      variable: { key: string; value: string }[];
    };
    body?:
      | { mode: 'raw'; raw: string; options: { raw: { language: 'json' } } }
      | { mode: 'formdata'; formdata: { key: string; type: 'file'; src: never[] }[] };
    auth?: object;
  };
}

interface PostmanFolder {
  name: string;
  item: PostmanRequest[];
}

export interface PostmanCollection {
  info: { name: string; description: string; schema: string };
  auth: object;
  variable: { key: string; value: string }[];
  item: PostmanFolder[];
}

/** Values that a reader recognises and the server takes, where the type alone would not do. */
const samples: Record<string, unknown> = {
  phone: '+79991234567',
  email: 'anna@example.com',
  name: 'Анна',
  language: 'ru',
  timeZone: 'Europe/Moscow',
  telegramId: 123456789,
  telegramUsername: 'test_user',
  code: '123456',
  /** A table's bytes. */
  content: 'bmFtZTtwaG9uZQo=',
  /** Of quiet hours. */
  from: '22:00',
  to: '08:00',
};

/** A folder for each part of the interface; optional parameters are there, switched off. */
export function postmanCollection(api: OpenApi): PostmanCollection {
  const folders = new Map<string, PostmanRequest[]>();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const name = folderOf(path);
      folders.set(name, [...(folders.get(name) ?? []), requestOf(path, method, operation)]);
    }
  }
  return {
    info: {
      name: api.info.title,
      description: `${api.info.description ?? ''}\n\nSet baseUrl, and token: of a program (Tokens), or of a session.`,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: bearer('token'),
    variable: [
      { key: 'baseUrl', value: 'http://localhost:9022' },
      { key: 'token', value: '' },
      { key: 'botSecret', value: '' },
    ],
    item: [...folders]
      .map(([name, item]) => ({ name, item }))
      .sort((one, other) => one.name.localeCompare(other.name, 'en')),
  };
}

/** `/api/tickets/{ticketId}/merge` stands under `tickets`, `/auth/refresh` under `auth`. */
function folderOf(path: string): string {
  const [first = '', second = ''] = path.split('/').filter(Boolean);
  return first === 'api' ? second : first;
}

function requestOf(path: string, method: string, operation: Operation): PostmanRequest {
  const { summary = path, parameters = [] } = operation;
  const filled = path.replace(/\{(\w+)\}/g, ':$1');
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  return {
    name: summary,
    request: {
      method: method.toUpperCase(),
      header: schema ? [{ key: 'Content-Type', value: 'application/json' }] : [],
      ...(path === '/telegram/contact' && { auth: bearer('botSecret') }),
      url: {
        raw: `{{baseUrl}}${filled}`,
        host: ['{{baseUrl}}'],
        path: filled.split('/').filter(Boolean),
        query: parameters
          .filter((one) => one.in === 'query')
          .map(({ name, schema: value }) => ({ key: name, value: asText(value), disabled: true })),
        variable: parameters
          .filter((one) => one.in === 'path')
          .map(({ name }) => ({ key: name, value: '' })),
      },
      ...bodyOf({ method, path, schema }),
    },
  };
}

function bodyOf(given: { method: string; path: string; schema: Schema | undefined }) {
  const { method, path, schema } = given;
  if (schema) {
    const raw = JSON.stringify(exampleOf(schema), null, 2);
    return { body: { mode: 'raw' as const, raw, options: { raw: { language: 'json' as const } } } };
  }
  // Uploads are forms, of which the description has no schema.
  if (method === 'post' && path.endsWith('/files')) {
    const formdata = [{ key: 'file', type: 'file' as const, src: [] }];
    return { body: { mode: 'formdata' as const, formdata } };
  }
  return {};
}

/** What must be there, and nothing more. */
function exampleOf(schema: Schema, name = ''): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return exampleOf(choices.find(({ type }) => type !== 'null') ?? {}, name);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema;
      const entries = required.map((key) => [key, exampleOf(properties[key] ?? {}, key)]);
      return Object.fromEntries(entries);
    }
    case 'array':
      return schema.minItems ? [exampleOf(schema.items ?? {}, name)] : [];
    case 'integer':
    case 'number':
      return samples[name] ?? Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return true;
    default:
      return samples[name] ?? textOf(schema, name);
  }
}

function textOf({ format, minLength = 0 }: Schema, name: string): string {
  if (format === 'uuid') return '00000000-0000-4000-8000-000000000000';
  if (format === 'email') return 'anna@example.com';
  if (format === 'date') return '2027-01-31';
  if (format === 'date-time') return '2027-01-31T12:00:00.000Z';
  return name.padEnd(minLength, '.');
}

function asText(schema: Schema | undefined): string {
  const example = schema ? exampleOf(schema) : '';
  return typeof example === 'object' ? '' : String(example);
}

function bearer(variable: string): object {
  return { type: 'bearer', bearer: [{ key: 'token', value: `{{${variable}}}`, type: 'string' }] };
}
