/** What the leaver is called, has said and is told of: each word carries a canary. */

/** Long enough that nothing else holds it by chance. */
export const telegramId = 6_123_454_321;
export const phone = '+79997654321';
export const name = 'Канарейкина Зинаида';

/** What is the client's own to read, by what it is. */
export const own = {
  name,
  formerName: 'Канарейкина Зина',
  phone,
  email: 'canary@otklik.example',
  subject: 'Канарейка: не печатает',
  question: 'Канарейка спрашивает',
  more: 'Канарейка добавляет <script>alert(1)</script>',
  answer: 'Канарейке отвечают',
  chirp: 'Канарейка чирикает в чате',
  edited: 'Канарейка щебечет в чате',
  letter: 'Канарейке пишут отдельно',
  fileName: 'canary-file.txt',
  content: 'canary content of a file',
  unsentName: 'canary-unsent.txt',
  unsent: 'canary content of an unsent file',
  rating: 'Канарейка довольна',
  claim: 'Канарейка заплатила',
  receiptName: 'canary-receipt.txt',
  receipt: 'canary content of a receipt',
  recurring: 'Канареечное обслуживание каждый месяц',
  update: 'Канарейка пишет боту',
};

/** What the company notes for itself: not given, but gone. */
export const internal = {
  note: 'Канарейка капризна, заметка о клиенте',
  ticketNote: 'Канарейка капризна, заметка в обращении',
  draft: 'Канарейке ещё не ответили',
  invoiceDraft: 'Канареечный черновик',
};

/** What stays in the books. */
export const booked = { line: 'Канареечный корм', note: 'Канарейке с благодарностью' };
