/** What stands on the paper, read from real PDFs. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { codesIn, outsideOf, pagesOf } from '../../testing/pdf.ts';
import { newPress } from './paper-press.ts';
import { repair, seller, somePaper } from './paper-test.ts';
import { paymentText } from './payment-qr.ts';

const press = newPress();
afterAll(() => press.rest());

const draw = async (given?: Parameters<typeof somePaper>[0]) => press.render(somePaper(given));
const nothing = Object.fromEntries(
  Object.keys(seller).map((field) => [field, '']),
) as typeof seller;

describe('an invoice on paper', () => {
  it('says who is paid, by whom, for what, how much and until when', async () => {
    const [page = ''] = await pagesOf(
      await draw({
        items: [repair, { ...repair, description: 'Выезд', quantity: 1500, taxRate: null }],
        paid: 100_000,
        due: 208_625,
      }),
    );
    for (const said of [
      'Счёт на оплату № СЧ-17 от 21 ноября 2026 г.',
      'Оплатить до 5 декабря 2026 г.',
      'ООО «Три кита», ИНН 6200098763, КПП 620001001, 390000, г. Рязань',
      'БИК Сч. № 044525225 30101810400000000225',
      'Сч. № 40702810138250123017',
      'Назначение платежа: Оплата по счёту № СЧ-17 от 21.11.2026',
      'Анна Смирнова г. Москва',
      '1 Ремонт принтера 1 шт 1 234,50 205,75 20 % 1 234,50',
      '2 Выезд 1,5 шт 1 234,50 Без НДС 1 851,75',
      'Итого без НДС 2 880,50 НДС 20 % 205,75',
      'Всего к оплате, руб. 3 086,25',
      'Оплачено 1 000,00 Осталось оплатить, руб. 2 086,25',
      'Всего наименований 2, на сумму 3 086,25 руб. Три тысячи восемьдесят шесть рублей 25 копеек',
      'Примечание: Спасибо!',
      'Руководитель Иванов И. И. Главный бухгалтер Петрова А. С.',
      '1 / 1',
    ]) {
      expect(page).toContain(said);
    }
  });

  it('adds the tax on top where prices are without it', async () => {
    const [page] = await pagesOf(await draw({ taxMode: 'on_top' }));
    expect(page).toContain('Цена без НДС НДС Сумма с НДС');
    expect(page).toContain('1 шт 1 234,50 246,90 20 % 1 481,40');
    expect(page).toContain('Итого без НДС 1 234,50 НДС 20 % 246,90 Всего к оплате, руб. 1 481,40');
  });

  it('is in English for those who read English, with figures instead of Russian words', async () => {
    const [page] = await pagesOf(
      await draw({ language: 'en', currency: 'EUR', items: [{ ...repair, taxRate: null }] }),
    );
    expect(page).toContain('Invoice No. СЧ-17 of 21 November 2026');
    expect(page).toContain('VAT not charged — Total payable, EUR 1,234.50');
    expect(page).not.toMatch(/рубл|копе|Без НДС/);
  });

  it('repeats the heads of its columns on every page, numbers the pages and tears no line', async () => {
    const items = Array.from({ length: 60 }, (_, index) => ({
      ...repair,
      description: `Начало${index} ${'проверка подключения '.repeat(index % 7)} конец${index}`,
    }));
    const pages = await pagesOf(await draw({ items }));
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain('№ Товары (работы, услуги) Кол-во Ед. Цена В т. ч. НДС Сумма');
      expect(page).toContain(`${index + 1} / ${pages.length}`);
    }
    for (const index of items.keys()) {
      const page = pages.find((page) => page.includes(`Начало${index} `));
      expect(page).toContain(`конец${index} `);
    }
  });

  it('keeps everything on its pages, however long the words are', async () => {
    const word = (letter: string, length: number) => letter.repeat(length);
    const pdf = await draw({
      items: [
        { description: word('Щ', 500), quantity: 1e9, unitPrice: 1_000_000, taxRate: 2000 },
        { ...repair, description: Array(250).fill('я').join('\n') },
      ],
      seller: {
        ...seller,
        legalName: word('Ф', 200),
        address: word('Д', 300),
        bank: word('Б', 200),
        otherDetails: Array(250).fill('x').join('\n'),
        director: word('И', 100),
        accountant: word('А', 100),
      },
      buyer: { name: word('Ю', 64), details: Array(250).fill('ы').join('\n') },
      note: word('Ж', 1000),
      purpose: word('П', 300),
    });
    expect(await outsideOf(pdf)).toEqual([]);
    const text = (await pagesOf(pdf)).join(' ').replaceAll(' ', '');
    const counted: [string, number][] = [
      ['Щ', 500],
      ['я', 250],
      ['Ж', 1000],
      ['ы', 250],
    ];
    for (const [letter, count] of counted) {
      expect([...text].filter((other) => other === letter).length).toBeGreaterThanOrEqual(count);
    }
    expect(text).toContain('10000000000,00');
  });

  it('is drawn with every field empty', async () => {
    const paper = {
      items: [],
      seller: nothing,
      buyer: { name: '', details: '' },
      number: '',
      note: '',
      purpose: '',
      issuedOn: undefined,
      dueOn: undefined,
    };
    const pdf = await draw(paper);
    const [page] = await pagesOf(pdf);
    expect(page).toContain('Счёт на оплату Поставщик — Покупатель —');
    expect(page).toContain('Строк пока нет');
    expect(await codesIn(pdf)).toEqual([]);
  });

  it('shows as text whatever people write', async () => {
    const hostile = '<b>жирно</b> {{sum}} %s $& (text) Tj /JS \\u0041 {"qr":"x"} ]]>';
    const pdf = await draw({
      items: [{ ...repair, description: hostile }],
      note: hostile,
      number: hostile,
      buyer: { name: hostile, details: hostile },
      seller: { ...seller, legalName: hostile, director: hostile },
    });
    const page = (await pagesOf(pdf)).join(' ').replaceAll(' ', '');
    expect(page.split(hostile.replaceAll(' ', '')).length).toBeGreaterThan(6);
    expect(await codesIn(pdf)).toHaveLength(1);
  });

  it('is drawn whatever people write', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(text, text, text, async (description, note, name) => {
        const paper = { note, items: [{ ...repair, description }], buyer: { name, details: note } };
        expect(await pagesOf(await draw(paper))).not.toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  it('says across every page that it is a draft, or void; neither can be paid by its code', async () => {
    const items = Array(60).fill(repair);
    for (const [given, mark] of [
      [{ draft: true }, 'ЧЕРНОВИК'],
      [{ void: true, due: 0 }, 'АННУЛИРОВАН'],
      [{ void: true, language: 'en' }, 'VOID'],
    ] as const) {
      const pdf = await draw({ items, ...given });
      const pages = await pagesOf(pdf);
      expect(pages.length).toBeGreaterThan(1);
      for (const page of pages) expect(page).toContain(mark);
      expect(await codesIn(pdf)).toEqual([]);
    }
    expect((await pagesOf(await draw())).join()).not.toMatch(/ЧЕРНОВИК|АННУЛИРОВАН/);
  });
});

describe('the code on the paper', () => {
  it('reads as the payment that is still due, short or as long as it may be', async () => {
    const short = somePaper();
    const part = somePaper({ paid: 23_450, due: 100_000 });
    const long = somePaper({
      seller: { ...seller, legalName: 'Ф'.repeat(200), bank: 'Б'.repeat(200) },
      purpose: 'П'.repeat(300),
    });
    for (const paper of [short, part, long]) {
      const [text, ...more] = await codesIn(await press.render(paper));
      expect(more).toEqual([]);
      expect(text).toBe(paymentText(paper));
      expect(text).toContain(`|Sum=${paper.due}|`);
    }
  });

  it('is missing where nothing is due, in other currencies, and without the details', async () => {
    for (const given of [
      { paid: 123_450, due: 0 },
      { currency: 'USD' as const },
      { seller: { ...seller, account: '' } },
    ]) {
      expect(await codesIn(await draw(given))).toEqual([]);
    }
  });
});
