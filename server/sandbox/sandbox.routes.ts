/** The person's side over HTTP, on the product's own server. */
import multipart from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  sandboxAbout,
  sandboxAddFault,
  sandboxAddPhone,
  sandboxBlock,
  sandboxCalls,
  sandboxClearFaults,
  sandboxDeactivate,
  sandboxEditText,
  sandboxEvents,
  sandboxFaults,
  sandboxFile,
  sandboxPhoneChat,
  sandboxPhones,
  sandboxPress,
  sandboxPressAgain,
  sandboxReset,
  sandboxSendFile,
  sandboxSendText,
  sandboxShareContact,
  sandboxStart,
  sandboxSwitch,
  sandboxUnblock,
} from '../../contract/sandbox.ts';
import type { SandboxEvent } from '../../contract/sandbox-shapes.ts';
import { CodedError } from '../platform/errors.ts';
import { type Http, route } from '../platform/http.ts';
import { isLocalRequest } from '../platform/http-local.ts';
import { stream } from '../platform/http-stream.ts';
import type { Upload } from './params.ts';
import { mostUploadBytes } from './read-params.ts';
import type { Sandbox } from './sandbox.ts';

/** Registers `/sandbox/api/…`, which answers on loopback only, past no proxy. */
export async function registerSandboxRoutes(server: Http, sandbox: Sandbox): Promise<void> {
  await server.register(async (http) => {
    await http.register(multipart, { limits: { fileSize: mostUploadBytes, files: 1 } });
    http.addHook('onRequest', async (request) => {
      if (!isLocalRequest(request)) throw new CodedError('request.not_found');
    });
    registerState(http, sandbox);
    registerPhones(http, sandbox);
    registerMessages(http, sandbox);
    registerFiles(http, sandbox);
    stream(http, sandboxEvents, async (_call, gone) => changes(sandbox, gone));
  });
}

function registerState(http: Http, sandbox: Sandbox): void {
  route(http, sandboxAbout, async () => sandbox.state());
  route(http, sandboxSwitch, async ({ body }) => {
    if (body.limiter !== undefined) sandbox.limiter[body.limiter ? 'on' : 'off']();
    if (body.knowsEveryone !== undefined) sandbox.setKnowsEveryone(body.knowsEveryone);
    return sandbox.state();
  });
  route(http, sandboxReset, async () => {
    sandbox.reset();
    return sandbox.state();
  });
  route(http, sandboxFaults, async () => ({ faults: sandbox.faults.list() }));
  route(http, sandboxAddFault, async ({ body }) => sandbox.faults.add(body));
  route(http, sandboxClearFaults, async ({ query }) => {
    sandbox.faults.clear(query.id);
    return { faults: sandbox.faults.list() };
  });
  route(http, sandboxCalls, async ({ query }) => {
    const { after = 0, method, limit } = query;
    const wanted = (name: string) =>
      method === undefined ? name !== 'getUpdates' : name.toLowerCase() === method.toLowerCase();
    const calls = sandbox
      .calls()
      .filter((call) => call.number > after && wanted(call.method))
      .slice(-limit);
    return { calls };
  });
}

function registerPhones(http: Http, sandbox: Sandbox): void {
  route(http, sandboxPhones, async () => ({ phones: sandbox.phones() }));
  route(http, sandboxAddPhone, async ({ body }) => sandbox.addPhone(body));
  route(http, sandboxPhoneChat, async ({ params }) => sandbox.chat(params.phoneId));
  route(http, sandboxBlock, async ({ params }) => sandbox.block(params.phoneId));
  route(http, sandboxUnblock, async ({ params }) => sandbox.unblock(params.phoneId));
  route(http, sandboxDeactivate, async ({ params }) => sandbox.deactivate(params.phoneId));
}

function registerMessages(http: Http, sandbox: Sandbox): void {
  route(http, sandboxStart, async ({ params, body }) =>
    sandbox.start(params.phoneId, body.parameter),
  );
  route(http, sandboxSendText, async ({ params, body }) =>
    sandbox.sendText(params.phoneId, body.text, { replyTo: body.replyTo }),
  );
  route(http, sandboxEditText, async ({ params, body }) =>
    sandbox.editText(params.phoneId, params.messageId, body.text),
  );
  route(http, sandboxShareContact, async ({ params, body }) =>
    sandbox.shareContact(params.phoneId, body.kind, body.of),
  );
  route(http, sandboxPress, async ({ params, body }) =>
    sandbox.press(params.phoneId, params.messageId, body),
  );
  route(http, sandboxPressAgain, async ({ params }) =>
    sandbox.pressAgain(params.phoneId, params.queryId),
  );
}

function registerFiles(http: Http, sandbox: Sandbox): void {
  route(http, sandboxSendFile, async ({ params, request }) => {
    const { file, ...options } = await readForm(request);
    return sandbox.sendFile(params.phoneId, file, options);
  });
  route(http, sandboxFile, async ({ params, reply }) => {
    await giveFile(reply, sandbox.file(params.fileId));
    return undefined;
  });
}

async function readForm(request: FastifyRequest) {
  if (!request.isMultipart()) throw new CodedError('request.unsupported_media');
  let file: Upload | undefined;
  let caption: string | undefined;
  let as: 'photo' | 'document' = 'document';
  let replyTo: number | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      file = { name: part.filename, mimeType: part.mimetype, bytes: await part.toBuffer() };
    } else if (part.fieldname === 'caption') {
      caption = String(part.value);
    } else if (part.fieldname === 'as' && part.value === 'photo') {
      as = 'photo';
    } else if (part.fieldname === 'replyTo' && /^\d{1,15}$/.test(String(part.value))) {
      replyTo = Number(part.value);
    }
  }
  if (!file) throw new CodedError('request.invalid', { fields: { file: 'required' } });
  return { file, caption, as, replyTo };
}

const shownInPlace = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** Only pictures are shown: a page that somebody uploads must not run on our address. */
function giveFile(
  reply: FastifyReply,
  { bytes, name, mimeType }: { bytes: Buffer; name: string; mimeType: string },
): FastifyReply {
  const shown = shownInPlace.includes(mimeType);
  const disposition = shown ? 'inline' : 'attachment';
  return reply
    .header('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(name)}`)
    .type(shown ? mimeType : 'application/octet-stream')
    .send(bytes);
}

async function* changes(sandbox: Sandbox, gone: AbortSignal): AsyncGenerator<SandboxEvent> {
  const waiting: SandboxEvent[] = [{ type: 'ready' }];
  let wake = () => {};
  const stop = sandbox.subscribe((event) => {
    waiting.push(event);
    wake();
  });
  const stir = () => wake();
  gone.addEventListener('abort', stir);
  try {
    while (!gone.aborted) {
      const event = waiting.shift();
      if (event) {
        yield event;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    gone.removeEventListener('abort', stir);
    stop();
  }
}
