/** Gathers the parameters of a call from the query and the body, in each of the forms that the Bot API takes. */
import type { FastifyRequest } from 'fastify';
import { isRecord, Params, type Upload } from './params.ts';
import { badRequest, Refusal } from './refusal.ts';

/** Bytes that an upload may have. */
export const mostUploadBytes = 50 * 1024 * 1024;

export async function readParams(request: FastifyRequest): Promise<Params> {
  const query = request.query as Record<string, unknown>;
  if (request.isMultipart()) return readMultipart(request, query);
  const body = typeof request.body === 'string' ? request.body : '';
  if (body === '') return new Params(query);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return new Params({ ...query, ...parseJson(body) });
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return new Params({ ...query, ...Object.fromEntries(new URLSearchParams(body)) });
  }
  return new Params(query);
}

function parseJson(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (isRecord(value)) return value;
  } catch {
    // Answered below, as any other value that is not an object.
  }
  throw badRequest("can't parse JSON object");
}

async function readMultipart(
  request: FastifyRequest,
  query: Record<string, unknown>,
): Promise<Params> {
  const values = { ...query };
  const uploads = new Map<string, Upload>();
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        values[part.fieldname] = part.value;
      } else {
        uploads.set(part.fieldname, {
          name: part.filename,
          mimeType: part.mimetype,
          bytes: await part.toBuffer(),
        });
      }
    }
  } catch (error) {
    if (isRecord(error) && error.statusCode === 413) {
      throw new Refusal(413, 'Request Entity Too Large');
    }
    throw badRequest("can't parse multipart form data");
  }
  return new Params(values, uploads);
}
