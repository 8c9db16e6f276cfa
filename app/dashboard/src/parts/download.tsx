// A file that takes its time: how much has come, a way to stop it, and never half of it kept as if
// it were whole.
import { mdiClose, mdiDownload } from '@mdi/js';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem, problemOf } from '../api';
import { megabytes } from '../format';
import { t } from '../words';
import { Button, saidOf } from './basics';

type Stage = { at: 'ready' } | { at: 'coming'; bytes: number } | { at: 'there'; bytes: number } | { at: 'stopped' } | { at: 'broken'; problem: Problem };

// What has come is told this often, in milliseconds: faster nobody reads.
const pace = 200;

async function read(address: string, signal: AbortSignal, tell: (bytes: number) => void): Promise<Blob> {
  const response = await fetch(address, { signal, credentials: 'same-origin' }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new Problem(0, '');
  });
  if (!response.ok || !response.body) throw await problemOf(response);
  const reader = response.body.getReader();
  const pieces: Blob[] = [];
  let [bytes, told] = [0, 0];
  for (;;) {
    // Cut off on the way, this throws: what came until then is dropped.
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces, { type: response.headers.get('Content-Type') ?? '' });
    // A blob may lie on the disk meanwhile; bytes may not.
    pieces.push(new Blob([value]));
    bytes += value.byteLength;
    if (performance.now() - told < pace) continue;
    told = performance.now();
    tell(bytes);
  }
}

function keep(file: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Once the browser has taken it over.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function Download({ address, name }: { address: string; name: string }) {
  const [stage, setStage] = useState<Stage>({ at: 'ready' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const begin = () => {
    const control = new AbortController();
    running.current = control;
    setStage({ at: 'coming', bytes: 0 });
    read(address, control.signal, (bytes) => setStage({ at: 'coming', bytes })).then(
      (file) => {
        keep(file, name);
        setStage({ at: 'there', bytes: file.size });
      },
      (error: unknown) => {
        if (control.signal.aborted) return setStage({ at: 'stopped' });
        setStage({ at: 'broken', problem: error instanceof Problem ? error : new Problem(-1, t('download_broken')) });
      },
    );
  };
  if (stage.at === 'coming')
    return (
      <div class="download">
        <progress aria-label={t('download_coming', { size: '' })} />
        <p role="status">{t('download_coming', { size: megabytes(stage.bytes) })}</p>
        <Button icon={mdiClose} onClick={() => running.current?.abort()}>{t('download_stop')}</Button>
      </div>
    );
  return (
    <div class="download">
      <Button kind="main" icon={mdiDownload} onClick={begin}>{t('export_do')}</Button>
      {stage.at === 'there' && <p role="status">{t('download_there', { name, size: megabytes(stage.bytes) })}</p>}
      {stage.at === 'stopped' && <p role="status">{t('download_stopped')}</p>}
      {stage.at === 'broken' && <p class="error" role="alert">{saidOf(stage.problem)}</p>}
    </div>
  );
}
