// Verify checks what Countersign gives to outsiders, with Go's own transparency log packages and nothing of Countersign.
//
//	verify export DIR                                         a whole exported ledger
//	verify proof LOG.vkey ENTRY.json FILE.tlog-proof          one entry
//	verify consistency LOG.vkey OLD-CHECKPOINT FILE           that a newer tree continues an older one
//	verify cosigned LOG.vkey WITNESS.vkey CHECKPOINT          that a witness cosigned
//	verify statement SIGNER.vkey STATEMENT.txt                that a person signed
//
// It prints a line for each thing that holds and ends with status 1 at the first one that does not.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	commands := map[string]struct {
		arguments int
		run       func([]string) error
	}{
		"export":      {1, verifyExport},
		"proof":       {3, verifyProof},
		"consistency": {3, verifyConsistency},
		"cosigned":    {3, verifyCosigned},
		"statement":   {2, verifyStatement},
	}
	if len(os.Args) < 2 || len(os.Args)-2 != commands[os.Args[1]].arguments || commands[os.Args[1]].run == nil {
		fmt.Fprintln(os.Stderr, "usage: verify export DIR | proof KEY ENTRY PROOF | consistency KEY OLD FILE | cosigned KEY WITNESS FILE | statement KEY FILE")
		os.Exit(2)
	}
	if err := commands[os.Args[1]].run(os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "DOES NOT HOLD:", err)
		os.Exit(1)
	}
}

// openCheckpoint verifies a signed note and reads origin, size and root from it.
func openCheckpoint(text []byte, keys ...note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(text, note.VerifierList(keys...))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != keys[0].Name() {
		return tlog.Tree{}, errors.New("the checkpoint speaks of another ledger than the key")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func readKey(path string) (note.Verifier, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return note.NewVerifier(strings.TrimSpace(string(text)))
}

// tiles reads the folder as tlog-tiles lays it out; Go's own paths name the height 8, which the specification leaves out.
type tiles struct{ dir string }

func (t tiles) Height() int                     { return 8 }
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range wanted {
		data, err := os.ReadFile(filepath.Join(t.dir, strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
		if err != nil {
			return nil, err
		}
		read = append(read, data)
	}
	return read, nil
}

func verifyExport(arguments []string) error {
	dir := arguments[0]
	key, err := readKey(filepath.Join(dir, "log.vkey"))
	if err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(text, key)
	if err != nil {
		return err
	}
	fmt.Printf("checkpoint: signed by %s over %d entries\n", key.Name(), tree.N)
	// The reader itself proves every tile against the root before it gives a hash away.
	reader := tlog.TileHashReader(tree, tiles{dir})
	var count int64
	for count < tree.N {
		leaves, err := readBundle(dir, count, tree.N)
		if err != nil {
			return err
		}
		indexes := make([]int64, len(leaves))
		for i := range leaves {
			indexes[i] = tlog.StoredHashIndex(0, count+int64(i))
		}
		hashes, err := reader.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for i, leaf := range leaves {
			if tlog.RecordHash(leaf) != hashes[i] {
				return fmt.Errorf("entry %d is not the one in the tree", count+int64(i))
			}
			if count == 0 && i == 0 {
				if err := verifyGenesis(leaf, dir); err != nil {
					return err
				}
			}
		}
		count += int64(len(leaves))
	}
	fmt.Printf("entries: %d of %d are in the tree\n", count, tree.N)
	return verifyStatements(dir)
}

// readBundle reads the bundle that begins with entry number from: 16 bits of length, then the entry, up to 256 times.
func readBundle(dir string, from, size int64) ([][]byte, error) {
	width := size - from
	if width > 256 {
		width = 256
	}
	tile := tlog.Tile{H: 8, L: 0, N: from / 256, W: int(width)}
	path := strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
	data, err := os.ReadFile(filepath.Join(dir, path))
	if err != nil {
		return nil, err
	}
	var leaves [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("%s is cut off", path)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		leaves = append(leaves, data[2:end])
		data = data[end:]
	}
	if int64(len(leaves)) != width {
		return nil, fmt.Errorf("%s holds %d entries instead of %d", path, len(leaves), width)
	}
	return leaves, nil
}

// verifyGenesis compares the key in log.vkey with the one that entry 0 names. A ledger that changed its key since names the first one there.
func verifyGenesis(leaf []byte, dir string) error {
	var entry struct {
		Body struct{ Vkey string }
	}
	if err := json.Unmarshal(leaf, &entry); err != nil {
		return err
	}
	key, err := os.ReadFile(filepath.Join(dir, "log.vkey"))
	if err == nil && entry.Body.Vkey != strings.TrimSpace(string(key)) {
		fmt.Println("key: entry 0 names another one; look for the entries log.key.rotated/v1 that lead to this one")
	}
	return err
}

func verifyStatements(dir string) error {
	notes, err := filepath.Glob(filepath.Join(dir, "signatures", "*.txt"))
	if err != nil {
		return err
	}
	signed := 0
	for _, path := range notes {
		base := strings.TrimSuffix(path, ".txt")
		if _, err := os.Stat(base + ".vkey"); err != nil {
			fmt.Printf("signatures: %s has no key in this ledger\n", filepath.Base(path))
			continue
		}
		if _, err := openStatement(base+".vkey", path); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
		signed++
	}
	fmt.Printf("signatures: %d statements are signed by the keys beside them\n", signed)
	return nil
}

func openStatement(keyPath, path string) (*note.Note, error) {
	key, err := readKey(keyPath)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return note.Open(text, note.VerifierList(key))
}

func verifyStatement(arguments []string) error {
	opened, err := openStatement(arguments[0], arguments[1])
	if err != nil {
		return err
	}
	fmt.Printf("statement: signed by %s\n%s", opened.Sigs[0].Name, opened.Text)
	return nil
}

// readProof splits a proof file into its first lines, hashes and checkpoint.
func readProof(path string, heads int) (head []string, hashes []tlog.Hash, checkpoint []byte, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, nil, err
	}
	parts := bytes.SplitN(text, []byte("\n\n"), 2)
	lines := strings.Split(string(parts[0]), "\n")
	if len(parts) != 2 || len(lines) < heads {
		return nil, nil, nil, errors.New("not a proof")
	}
	for _, line := range lines[heads:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, nil, nil, err
		}
		hashes = append(hashes, hash)
	}
	return lines[:heads], hashes, parts[1], nil
}

func verifyProof(arguments []string) error {
	key, err := readKey(arguments[0])
	if err != nil {
		return err
	}
	leaf, err := os.ReadFile(arguments[1])
	if err != nil {
		return err
	}
	head, hashes, checkpoint, err := readProof(arguments[2], 2)
	if err != nil {
		return err
	}
	if head[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(head[1], "index ") {
		return errors.New("not a tlog-proof")
	}
	index, err := strconv.ParseInt(head[1][6:], 10, 64)
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(checkpoint, key)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(hashes, tree.N, tree.Hash, index, tlog.RecordHash(leaf)); err != nil {
		return err
	}
	fmt.Printf("proof: entry %d is in the tree of %d entries\n", index, tree.N)
	return nil
}

func verifyConsistency(arguments []string) error {
	key, err := readKey(arguments[0])
	if err != nil {
		return err
	}
	oldText, err := os.ReadFile(arguments[1])
	if err != nil {
		return err
	}
	old, err := openCheckpoint(oldText, key)
	if err != nil {
		return err
	}
	head, hashes, checkpoint, err := readProof(arguments[2], 1)
	if err != nil {
		return err
	}
	if head[0] != fmt.Sprintf("old %d", old.N) {
		return fmt.Errorf("the proof begins with %q, the older checkpoint has %d entries", head[0], old.N)
	}
	tree, err := openCheckpoint(checkpoint, key)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(hashes, tree.N, tree.Hash, old.N, old.Hash); err != nil {
		return err
	}
	fmt.Printf("consistency: %d entries continue %d\n", tree.N, old.N)
	return nil
}

// witness verifies a timestamped cosignature (c2sp.org/tlog-cosignature, signature type 4), which x/mod does not know.
type witness struct {
	name string
	id   uint32
	key  ed25519.PublicKey
	time uint64
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.id }
func (w *witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	w.time = binary.BigEndian.Uint64(signature)
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", w.time, text)
	return ed25519.Verify(w.key, []byte(signed), signature[8:])
}

func readWitness(path string) (*witness, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	parts := strings.SplitN(strings.TrimSpace(string(text)), "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("not a verifier key")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		return nil, errors.New("not the key of a witness")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	id := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", id) != parts[1] {
		return nil, errors.New("the key id does not belong to the key")
	}
	return &witness{name: parts[0], id: id, key: key[1:]}, nil
}

func verifyCosigned(arguments []string) error {
	key, err := readKey(arguments[0])
	if err != nil {
		return err
	}
	cosigner, err := readWitness(arguments[1])
	if err != nil {
		return err
	}
	text, err := os.ReadFile(arguments[2])
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(text, key, cosigner)
	if err != nil {
		return err
	}
	opened, err := note.Open(text, note.VerifierList(key, cosigner))
	if err != nil || len(opened.Sigs) != 2 {
		return errors.New("the checkpoint does not carry both signatures")
	}
	fmt.Printf("cosigned: %s saw %d entries at %s\n", cosigner.name, tree.N, time.Unix(int64(cosigner.time), 0).UTC().Format(time.RFC3339))
	return nil
}
