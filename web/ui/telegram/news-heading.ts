/** What stands above the choice of what is heard, wherever it is made. */
import { useTelegramWords } from './telegram-words.ts';

export function useNewsHeading(): { title: string; text: string } {
  const t = useTelegramWords();
  return { title: t('news'), text: t('news_text') };
}
