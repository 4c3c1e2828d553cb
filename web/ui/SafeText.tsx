/** What a person wrote: shown letter by letter as text, line breaks kept, http links made clickable. */
import { tokenize } from 'linkifyjs';
import { Fragment } from 'react';
import styles from './SafeText.module.css';

export function SafeText({ children }: { children: string }) {
  return <span className={styles.text}>{pieces(children)}</span>;
}

function pieces(text: string) {
  let at = 0;
  return tokenize(text).map((token) => {
    const shown = token.toString();
    const key = at;
    at += shown.length;
    // Only what is written out as a web address: no mail, no bare domain, no other scheme.
    if (!token.isLink || !/^https?:\/\//i.test(shown)) {
      return <Fragment key={key}>{shown}</Fragment>;
    }
    return (
      <a key={key} href={shown} target="_blank" rel="noopener noreferrer nofollow ugc">
        {shown}
      </a>
    );
  });
}
